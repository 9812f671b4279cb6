"""What an action writes into one conversation, in one statement: its events, its messages, its row."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lightkeeper.core.events import Json
from lightkeeper.core.ledger import Entry
from lightkeeper.core.segment import document
from lightkeeper.core.tsearch import tsvector_literal
from lightkeeper.models import Conversation
from lightkeeper.ports.fold import simplified

# Four round trips in one: a message is written while its conversation's row is locked, and others wait for it.
RECORD = """
with said as (
    insert into message (conversation_id, seq, author, audience, body, format, language, blocks, at)
    select %(id)s, s.seq, s.author, s.audience, s.body, s.format, s.language, s.blocks::jsonb, %(at)s
    from unnest(%(said_seq)s::int[], %(said_author)s::text[], %(said_audience)s::text[], %(said_body)s::text[],
                %(said_format)s::text[], %(said_language)s::text[], %(said_blocks)s::text[])
         as s(seq, author, audience, body, format, language, blocks)
    returning id, seq
), searched as (
    insert into message_search (message_id, conversation_id, brand_id, seq, words)
    select said.id, %(id)s, %(brand)s, said.seq, w.words::tsvector
    from said join unnest(%(said_seq)s::int[], %(said_words)s::text[]) as w(seq, words) using (seq)
), head as (
    update conversation set seq = %(seq)s, chain_hash = %(chain_hash)s, public_seq = %(public_seq)s,
        last_at = %(last_at)s, summary = %(summary)s::jsonb, waiting_since = %(waiting_since)s
    where id = %(id)s
)
insert into event (conversation_id, seq, epoch, txid, v, kind, actor, audience, at, payload, salt, commitment,
                   chain_hash)
select %(id)s, e.seq, coalesce((select max(epoch) from ledger_epoch), 1), pg_current_xact_id()::text::bigint, e.v,
       e.kind, e.actor, e.audience, e.at, e.payload::jsonb, e.salt, e.commitment, e.chain_hash
from unnest(%(seqs)s::int[], %(vs)s::int[], %(kinds)s::text[], %(actors)s::text[], %(audiences)s::text[],
            %(ats)s::timestamptz[], %(payloads)s::text[], %(salts)s::bytea[], %(commitments)s::bytea[],
            %(hashes)s::bytea[])
     as e(seq, v, kind, actor, audience, at, payload, salt, commitment, chain_hash)
"""
RECORDED = frozenset({"seq", "chain_hash", "public_seq", "last_at", "summary", "waiting_since"})
"""The conversation's columns that are written there."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One message as it is stored; its event has the same `seq`."""

    seq: int
    author: str
    audience: str
    body: str
    format: str
    language: str | None
    blocks: Sequence[Json]


def record(conversation: Conversation, entries: Sequence[Entry], said: Sequence[Saying], at: datetime) -> None:
    """Writes the events, the messages with their search rows, and the columns RECORDED of the conversation."""
    values: dict[str, Any] = {
        "id": conversation.pk,
        "brand": conversation.brand_id,
        "at": at,
        **{name: getattr(conversation, name) for name in RECORDED},
        "summary": json.dumps(conversation.summary, ensure_ascii=False),
        "said_seq": [s.seq for s in said],
        "said_author": [s.author for s in said],
        "said_audience": [s.audience for s in said],
        "said_body": [s.body for s in said],
        "said_format": [s.format for s in said],
        "said_language": [s.language for s in said],
        "said_blocks": [json.dumps(list(s.blocks), ensure_ascii=False) for s in said],
        "said_words": [tsvector_literal(document(s.body, simplified)) for s in said],
        "seqs": [e.seq for e in entries],
        "vs": [e.v for e in entries],
        "kinds": [e.kind for e in entries],
        "actors": [e.actor for e in entries],
        "audiences": [e.audience.value for e in entries],
        "ats": [e.at for e in entries],
        "payloads": [json.dumps(e.payload, ensure_ascii=False) for e in entries],
        "salts": [e.salt for e in entries],
        "commitments": [e.commitment for e in entries],
        "hashes": [e.chain_hash for e in entries],
    }
    with connection.cursor() as cursor:
        cursor.execute(RECORD, values)
