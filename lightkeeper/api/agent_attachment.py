"""Console: files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from lightkeeper.api.agent import AgentAuth, agent
from lightkeeper.api.attachment import attachment_out, close_upload, open_upload
from lightkeeper.api.schema import AttachmentOut, ErrorOut, UploadIn, UploadTicket
from lightkeeper.queries.agent import agent_brand
from lightkeeper.queries.attachment import agent_attachment

router = Router(tags=["agent"], auth=AgentAuth())


@router.post("/attachments", response={201: UploadTicket, 413: ErrorOut, 429: ErrorOut})
def create(request: HttpRequest, data: UploadIn, brand: str | None = None) -> Any:
    """A ticket to upload one file by."""
    me = agent(request)
    return Status(201, open_upload(agent_brand(me, brand)[0], me.ref, data))


@router.post("/attachments/{key}/complete", response={200: AttachmentOut, 404: ErrorOut, 415: ErrorOut})
def complete(request: HttpRequest, key: str, brand: str | None = None) -> Any:
    """The upload is done; may be repeated."""
    me = agent(request)
    return close_upload(agent_brand(me, brand)[0], me.ref, key)


@router.get("/attachments/{key}", response={200: AttachmentOut, 404: ErrorOut})
def show(request: HttpRequest, response: HttpResponse, key: str) -> Any:
    """With a fresh address."""
    response["Cache-Control"] = "no-store"
    return attachment_out(agent_attachment(agent(request), key))
