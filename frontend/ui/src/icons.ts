// Our own icons: strokes on a 20 x 20 grid. Imported one by one, so that each application carries what it draws.

export const arrowRight = 'M3.5 10H16M11.5 5.5 16 10l-4.5 4.5';
export const assistant =
  'M10 2.5c.6 4.6 2.9 6.9 7.5 7.5-4.6.6-6.9 2.9-7.5 7.5-.6-4.6-2.9-6.9-7.5-7.5 4.6-.6 6.9-2.9 7.5-7.5Z';
export const attach =
  'm16 9.6-6.1 6.1a3.9 3.9 0 0 1-5.5-5.5l6.7-6.7a2.6 2.6 0 0 1 3.7 3.7l-6.6 6.6a1.3 1.3 0 0 1-1.9-1.9l6-6';
export const back = 'M9 4.5 3.5 10 9 15.5M3.5 10h13';
export const bell = 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13ZM8.5 17.5h3';
export const block = 'm10 2.5 6.5 3.7v7.6L10 17.5l-6.5-3.7V6.2ZM3.5 6.2 10 10l6.5-3.8M10 10v7.5';
export const book =
  'M10 5.5C8.5 4.3 6.3 3.8 3.5 4v11c2.8-.2 5 .3 6.5 1.5 1.5-1.2 3.7-1.7 6.5-1.5V4c-2.8-.2-5 .3-6.5 1.5ZM10 5.5v11';
export const chat =
  'M4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9.5L6 17v-3H4.5A1.5 1.5 0 0 1 3 12.5v-7A1.5 1.5 0 0 1 4.5 4Z';
export const check = 'm4 10.5 4 4 8-9';
export const checks = 'm1.5 10.5 4 4 7.5-9M9.5 13.5l1 1 8-9';
export const chevronDown = 'm5 8 5 5 5-5';
export const chevronRight = 'm8 5 5 5-5 5';
export const chevronUp = 'm5 12 5-5 5 5';
export const clock = 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l2.5 2';
export const close = 'm5 5 10 10M15 5 5 15';
export const columns = 'M3 4h14v12H3ZM8 4v12M13 4v12';
export const copy =
  'M8.5 7.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1ZM12.5 7.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2';
export const download = 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12';
export const edit = 'm12.5 4.5 3 3L7 16H4v-3ZM11 6l3 3';
export const external = 'M8 4.5H5.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V12M11.5 3.5h5v5M16.5 3.5l-7 7';
export const eye =
  'M2.5 10C4.3 6.7 6.8 5 10 5s5.7 1.7 7.5 5c-1.8 3.3-4.3 5-7.5 5s-5.7-1.7-7.5-5ZM10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z';
export const file = 'M6 2.5h5.5l3.5 3.6v10.4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM11.5 2.5v3.6H15';
export const filter = 'M3.5 5h13M6 10h8M8.5 15h3';
export const globe =
  'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2 2 3 4.4 3 7s-1 5-3 7c-2-2-3-4.4-3-7s1-5 3-7Z';
export const image =
  'M4.5 4h11a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM3.5 13.5 7.5 9.5l3.5 3.5 2-2 3.5 3.5M12.7 7.4v.2';
export const inbox = 'M3 11h4l1.2 2.2h3.6L13 11h4M3 11l2.4-6.5h9.2L17 11v4a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1Z';
export const incident = 'M3 8v4h2.5l6.5 3.5v-11L5.5 8ZM15 7.5a3.6 3.6 0 0 1 0 5';
export const info = 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.5v4M10 6.6v.2';
export const insight = 'M4 16.5V11M8 16.5V7M12 16.5V9.5M16 16.5v-13';
export const keyboard =
  'M3.5 5h13a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M6.5 12h7';
export const link =
  'm8.5 11.5 3-3M9.5 6.5l1.7-1.7a2.8 2.8 0 0 1 4 4L13.5 10.5M10.5 13.5l-1.7 1.7a2.8 2.8 0 0 1-4-4L6.5 9.5';
export const lock = 'M5.5 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1ZM7 9V6.5a3 3 0 0 1 6 0V9';
export const mail = 'M4 4.5h12a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM3 6l7 5 7-5';
export const minus = 'M4 10h12';
export const moon = 'M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8Z';
/** Three discs, drawn as outlines: points of the line's own width are too faint. */
export const more =
  'M4.5 9.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8ZM10 9.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8ZM15.5 9.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8Z';
export const note = 'M5 3.5h10a.5.5 0 0 1 .5.5v8.5l-4 4H5a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5ZM11.5 16.5v-4h4';
export const people =
  'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.5-2.7 2.7-4 5.5-4s5 1.3 5.5 4M13 3.8a3 3 0 0 1 0 5.5M15 12.7c1.6.6 2.7 1.9 3 3.8';
export const person = 'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 17c.6-3 3.2-4.5 6.5-4.5s5.9 1.5 6.5 4.5';
export const phone =
  'M4.5 3.5h3l1.5 4-2 1.3a9 9 0 0 0 4.2 4.2l1.3-2 4 1.5v3a1 1 0 0 1-1 1C9.5 16.5 3.5 10.5 3.5 4.5a1 1 0 0 1 1-1Z';
export const plus = 'M10 4v12M4 10h12';
export const reply = 'M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5';
export const retry = 'M15.7 7.5A6 6 0 1 0 16 10.5M16 3.5v4h-4';
export const search = 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.5 13.5 17 17';
export const send = 'M10 16V4.5M5 9.5l5-5 5 5';
export const settings =
  'M3.5 6H11M15 6h1.5M3.5 14H5M9 14h7.5M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z';
export const shield = 'm10 2.5 6 2.2v4.6c0 3.8-2.4 6.6-6 8.2-3.6-1.6-6-4.4-6-8.2V4.7ZM7.3 10l2 2 3.5-4';
export const signOut = 'M11.5 4.5v-1h-8v13h8v-1M8 10h9M13.5 6.5 17 10l-3.5 3.5';
export const star = 'm10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5L10 14.2l-4.5 2.4.9-5L2.8 8.1l5-.7Z';
export const stop = 'M6 5h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z';
export const tag = 'M10.5 3.5h5.5a.5.5 0 0 1 .5.5v5.5l-7 7-6-6ZM13.5 6.4v.2';
export const trash = 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5l.2 5M11.5 8.5l-.2 5';
export const warning = 'M10 3.5 17.5 16.5h-15ZM10 8.5v3.7M10 14.3v.2';
