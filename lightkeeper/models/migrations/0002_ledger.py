"""The ledger defends itself: a trigger refuses every change of an event but a redaction."""

from django.db import migrations

GUARDS = """
create function lk_guard_event() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        -- a conversation that is already gone is a demo's: see lk_guard_conversation
        if exists (select 1 from conversation c join brand b on b.id = c.brand_id
                   where c.id = old.conversation_id and not b.demo) then
            raise exception 'an event cannot be deleted';
        end if;
        return old;
    end if;
    if new.payload is not null or new.salt is not null
       or (new.id, new.conversation_id, new.seq, new.epoch, new.txid, new.v, new.kind, new.actor, new.audience, new.at,
           new.commitment, new.chain_hash)
          is distinct from
          (old.id, old.conversation_id, old.seq, old.epoch, old.txid, old.v, old.kind, old.actor, old.audience, old.at,
           old.commitment, old.chain_hash) then
        raise exception 'an event cannot be changed, only redacted';
    end if;
    return new;
end $$;
create trigger event_guard before update or delete on event for each row execute function lk_guard_event();

create function lk_guard_conversation() returns trigger language plpgsql as $$
begin
    if not (select demo from brand where id = old.brand_id) then
        raise exception 'a conversation cannot be deleted';
    end if;
    return old;
end $$;
create trigger conversation_guard before delete on conversation
    for each row execute function lk_guard_conversation();

create function lk_guard_place() returns trigger language plpgsql as $$
begin
    raise exception 'a conversation keeps its brand and its reference';
end $$;
-- moved to a demo brand it could be deleted; its reference is hashed into its chain
create trigger conversation_place before update on conversation for each row
    when (old.brand_id is distinct from new.brand_id or old.reference is distinct from new.reference)
    execute function lk_guard_place();

create function lk_guard_brand() returns trigger language plpgsql as $$
begin
    raise exception 'a brand is a demo from its creation or never';
end $$;
create trigger brand_guard before update on brand for each row
    when (old.demo is distinct from new.demo) execute function lk_guard_brand();

create unlogged table rate_limit (key text collate "C" primary key, full_at double precision not null);
"""

UNDO = """
drop table rate_limit;
drop trigger brand_guard on brand;
drop function lk_guard_brand();
drop trigger conversation_place on conversation;
drop function lk_guard_place();
drop trigger conversation_guard on conversation;
drop function lk_guard_conversation();
drop trigger event_guard on event;
drop function lk_guard_event();
"""


class Migration(migrations.Migration):
    dependencies = [("lightkeeper", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
