"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from lightkeeper.config.wiring import wire

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightkeeper.config.settings")
application = get_wsgi_application()
wire()
