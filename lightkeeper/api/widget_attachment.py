"""Widget: files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status

from lightkeeper.api.attachment import attachment_out, close_upload, open_upload
from lightkeeper.api.schema import AttachmentOut, ErrorOut, UploadIn, UploadTicket
from lightkeeper.api.visitor import VisitorAuth, visitor
from lightkeeper.queries.attachment import customer_attachment

router = Router(tags=["widget"], auth=VisitorAuth())


@router.post("/attachments", response={201: UploadTicket, 413: ErrorOut, 429: ErrorOut})
def create(request: HttpRequest, brand: Path[str], data: UploadIn) -> Any:
    """A ticket to upload one file by."""
    me = visitor(request)
    return Status(201, open_upload(me.brand, me.customer.ref, data))


@router.post("/attachments/{key}/complete", response={200: AttachmentOut, 404: ErrorOut, 415: ErrorOut})
def complete(request: HttpRequest, brand: Path[str], key: str) -> Any:
    """The upload is done; may be repeated."""
    me = visitor(request)
    return close_upload(me.brand, me.customer.ref, key)


@router.get("/attachments/{key}", response={200: AttachmentOut, 404: ErrorOut})
def show(request: HttpRequest, response: HttpResponse, brand: Path[str], key: str) -> Any:
    """With a fresh address."""
    response["Cache-Control"] = "no-store"
    return attachment_out(customer_attachment(visitor(request).customer, key))
