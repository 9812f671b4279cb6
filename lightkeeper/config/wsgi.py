"""What granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from lightkeeper.config.wiring import wire

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightkeeper.config.settings")
application = get_wsgi_application()
wire()
# A full collection over all that was loaded stops every request for tens of milliseconds, and finds nothing.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
