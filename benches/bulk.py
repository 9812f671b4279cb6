"""A million rows in a short time: indexes and foreign keys are taken off before and put back after."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from benches.people import Scene
from lightkeeper.core.segment import document
from lightkeeper.ports.fold import simplified

# Place by place as in a living desk: most are solved, one in ten waits, some are open; a third of those has no owner.
CONVERSATIONS = """
insert into conversation (reference, brand_id, customer_id, team_id, assignee_id, state, bucket, handler, channel,
    language, subject, seq, chain_hash, public_seq, customer_read_seq, team_read_seq, last_at, waiting_since, summary,
    secrets_caught, started_at)
select r.reference, %(brand)s, %(customer)s, (%(teams)s::bigint[])[1 + n %% cardinality(%(teams)s)], p.assignee,
    p.state, p.bucket, 'person', 'widget', p.language, p.subject, 12, '\\x00', 11, 11, 11, t.at,
    case when p.bucket = 'open' then t.at end,
    jsonb_build_object('reference', r.reference, 'brand', 'bench', 'seq', 12, 'subject', p.subject, 'state', p.state,
        'handler', 'person', 'channel', 'widget', 'language', p.language,
        'customer', jsonb_build_object('ref', 'c_' || md5(n::text), 'name', 'Customer ' || n),
        'assignee', case when p.assignee is not null
            then jsonb_build_object('ref', (%(refs)s::text[])[p.owner], 'name', 'lead') end,
        'team', (%(slugs)s::text[])[1 + n %% cardinality(%(teams)s)], 'tags', jsonb_build_array('deposit'),
        'last', jsonb_build_object('text', 'Thank you, the deposit is there now. 谢谢，充值已到账。', 'at', t.at,
                                   'by', 'customer', 'seq', 11, 'audience', 'public'),
        'waiting_since', case when p.bucket = 'open' then t.at end, 'started_at', t.at),
    0, t.at
from generate_series(%(first)s::bigint, %(last)s) n
cross join lateral (select 'B' || lpad(upper(to_hex(n)), 9, '0') as reference) r
cross join lateral (select now() - interval '1 hour' - (n * 7919 %% 31536000) * interval '1 second' as at) t
cross join lateral (select
    (array['open', 'waiting_customer', 'solved', 'solved', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed'])
        [1 + n / 20 %% 10] as state,
    (array['open', 'waiting', 'solved', 'solved', 'solved', 'solved', 'solved', 'solved', 'solved', 'solved'])
        [1 + n / 20 %% 10] as bucket,
    1 + (n / 200 %% cardinality(%(owners)s))::int as owner,
    case when n / 200 %% 3 > 0 then (%(owners)s::bigint[])[1 + n / 200 %% cardinality(%(owners)s)] end as assignee,
    (array['en', 'zh-Hans'])[1 + n %% 2] as language,
    'Deposit ' || n || ' not credited' as subject) p
"""

PARTICIPATIONS = """
insert into participation (conversation_id, ref, person, name, told, read_seq)
select id, 'c_' || md5(reference), 'customer', 'Customer', 'public', 11 from conversation where reference like 'B0%%'
union all
select id, %(ref)s, 'agent', 'lead', 'public', 9 from conversation where reference like 'B0%%' and id %% 20 = 0
"""

# Eight messages each in so many conversations. `marks` says which words stand in which share of them.
MESSAGES = """
insert into message (conversation_id, seq, author, audience, body, format, blocks, at)
select c.id, 1 + n %% 8, 'c_' || md5((n / 8)::text), 'public', b.body, 'text', '[]', c.last_at
from generate_series(0, %(last)s::bigint) n
join (select id, last_at, row_number() over (order by id) - 1 as place from conversation where reference like 'B0%%'
      limit %(conversations)s) c on c.place = n / 8
cross join lateral (
    select string_agg(f.word, ' ') as body from (
        select 'word' || (power(random(), 3) * 20000)::int as word from generate_series(1, 12 + (n %% 7)::int)
        union all select m.word from unnest(%(words)s::text[], %(every)s::int[]) m(word, every)
        where abs(hashtext(m.word || n)::bigint) %% m.every = 0
    ) f) b
order by c.last_at
"""

SEARCH = """
insert into message_search (message_id, conversation_id, brand_id, seq, words)
select m.id, m.conversation_id, %(brand)s, m.seq, w.words
from message m
cross join lateral (
    select string_agg(quote_literal(coalesce(k.lexeme, t.word)) || ':' || t.place, ' ')::tsvector as words
    from regexp_split_to_table(m.body, ' ') with ordinality t(word, place)
    left join unnest(%(words)s::text[], %(lexemes)s::text[]) k(word, lexeme) on k.word = t.word
) w
where m.author ~ '^c_[0-9a-f]{32}$'
on conflict do nothing
"""


def load_conversations(scene: Scene, first: int, last: int) -> None:
    """Conversations number `first` to `last`, spread over a year, the brand's teams and its leads."""
    teams = list(scene.brand.team_set.order_by("pk").values_list("pk", "slug"))
    leads = [desk.agent for desk in scene.leads]
    with connection.cursor() as cursor:
        cursor.execute("select id from customer order by id limit 1")
        found = cursor.fetchone()
    values = {
        "brand": scene.brand.pk,
        "customer": found[0] if found else None,
        "teams": [pk for pk, _ in teams],
        "slugs": [slug for _, slug in teams],
        "owners": [agent.pk for agent in leads],
        "refs": [agent.ref for agent in leads],
        "first": first,
        "last": last,
    }
    with _bare("conversation"), connection.cursor() as cursor:
        cursor.execute(CONVERSATIONS, values)
    analyze("conversation")


def load_participations(scene: Scene) -> None:
    """One of each customer, and the first lead's in every twentieth conversation."""
    with _bare("participation"), connection.cursor() as cursor:
        cursor.execute(PARTICIPATIONS, {"ref": scene.leads[0].agent.ref})
    analyze("participation")


def load_messages(scene: Scene, number: int, shares: dict[str, int]) -> None:
    """`number` messages; each word of `shares` stands in one of so many of them."""
    lexemes = {word: document(word, simplified) for word in shares}
    pairs = [(word, max(found, key=len)) for word, found in lexemes.items()]
    values: dict[str, Any] = {
        "brand": scene.brand.pk,
        "last": number - 1,
        "conversations": -(-number // 8),
        "words": [word for word, _ in pairs],
        "lexemes": [lexeme for _, lexeme in pairs],
        "every": [shares[word] for word, _ in pairs],
    }
    with _bare("message"), connection.cursor() as cursor:
        cursor.execute(MESSAGES, values)
    with _bare("message_search"), connection.cursor() as cursor:
        cursor.execute(SEARCH, values)
    analyze("message", "message_search")


def analyze(*tables: str) -> None:
    """What autovacuum would have done after a while."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"vacuum (analyze) {table}")


@contextmanager
def _bare(table: str) -> Iterator[None]:
    """The table without its secondary indexes and foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off; set maintenance_work_mem = '512MB'")
        cursor.execute(
            "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass"
            " and contype in ('f', 'u')",
            [table],
        )
        constraints = cursor.fetchall()
        for name, _ in constraints:
            cursor.execute(f"alter table {table} drop constraint {name}")
        cursor.execute(
            "select indexname, indexdef from pg_indexes where tablename = %s and indexname not in"
            " (select conname from pg_constraint where conrelid = %s::regclass)",
            [table, table],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"drop index {name}")
    yield
    with connection.cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(definition)
        for name, definition in constraints:
            cursor.execute(f"alter table {table} add constraint {name} {definition}")
        cursor.execute("reset maintenance_work_mem; reset synchronous_commit")
