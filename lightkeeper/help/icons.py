"""The pages' icons: strokes on a 20 x 20 grid, drawn by us. A category names one of them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS = {
    "arrow-down-to-line": "M10 3v9.5M5.5 8.5 10 13l4.5-4.5M4 16.5h12",
    "arrow-up-from-line": "M10 13V3.5M5.5 8 10 3.5 14.5 8M4 16.5h12",
    "waypoints": "M10 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM4.5 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
    "M15.5 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
    "M10 17.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8.6 5.9 5.9 9.6M11.4 5.9l2.7 3.7M6.5 11h7M8.6 14.1l-2.7-1.7"
    "M11.4 14.1l2.7-1.7",
    "shield": "m10 2.5 6 2.2v4.6c0 3.8-2.4 6.6-6 8.2-3.6-1.6-6-4.4-6-8.2V4.7ZM7.3 10l2 2 3.5-4",
    "key-round": "M13 11a4 4 0 1 0-3.8-2.8L3.5 14v2.5H6v-2h2v-2l1.8-1.8c.9.2 2 .3 3.2.3ZM13.5 6.5v.1",
    "id-card": "M3.5 4.5h13a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1Z"
    "M7 10a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 7 10Z"
    "M4.5 13c.3-1.3 1.3-2 2.5-2s2.2.7 2.5 2M12 8h3M12 11h3",
    "receipt": "M5 2.5h10v15l-2-1.3-1.5 1.3L10 16.2l-1.5 1.3L7 16.2l-2 1.3ZM8 6.5h4M8 9.5h4M8 12.5h2.5",
    "handshake": "m2.5 9 3-4.5h3L10 6l1.5-1.5h3l3 4.5-2 3.5-5.5 4-5.5-4Z"
    "M10 6 7 9.2a1.3 1.3 0 0 0 2 1.6l1.5-1.3 4.5 3.5",
    "life-buoy": "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"
    "M4.7 4.7l3.2 3.2M12.1 12.1l3.2 3.2M15.3 4.7l-3.2 3.2M7.9 12.1l-3.2 3.2",
    "book": "M10 5.5C8.5 4.3 6.3 3.8 3.5 4v11c2.8-.2 5 .3 6.5 1.5 1.5-1.2 3.7-1.7 6.5-1.5V4c-2.8-.2-5 .3-6.5 1.5Z"
    "M10 5.5v11",
    "search": "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.5 13.5 17 17",
    "globe": "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2 2 3 4.4 3 7s-1 5-3 7c-2-2-3-4.4-3-7s1-5 3-7Z",
    "chevron": "m8 5 5 5-5 5",
    "chat": "M4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9.5L6 17v-3H4.5A1.5 1.5 0 0 1 3 12.5v-7"
    "A1.5 1.5 0 0 1 4.5 4Z",
    "mail": "M4 4.5h12a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM3 6l7 5 7-5",
    "phone": "M4.5 3.5h3l1.5 4-2 1.3a9 9 0 0 0 4.2 4.2l1.3-2 4 1.5v3a1 1 0 0 1-1 1C9.5 16.5 3.5 10.5 3.5 4.5"
    "a1 1 0 0 1 1-1Z",
    "at": "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM13 7v4a2.2 2.2 0 0 0 4.4 0v-1A7.4 7.4 0 1 0 14 16.2",
    "check": "m4 10.5 4 4 8-9",
    "close": "m5 5 10 10M15 5 5 15",
    "warning": "M10 3.5 17.5 16.5h-15ZM10 8.5v3.7M10 14.3v.2",
    "compass": "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM13.2 6.8l-1.8 4.6-4.6 1.8 1.8-4.6Z",
    "info": "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.5v4M10 6.6v.2",
}


def drawn(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers; a name that we have none for is a book."""
    path = ICONS.get(name, ICONS["book"])
    return format_html('<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{}"/></svg>', path)
