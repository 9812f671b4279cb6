// The one-liners of the stream: what happened besides words, each in a sentence.

import type { Event } from '$client/events';
import type { Conversation as Projection } from '$client/projection';
import { assistant, check, clock, edit, eye, globe, lock, mail, person, shield, star, tag } from '$ui/icons';
import type { Translate } from '$ui/texts';
import { languageName } from '../languages';
import { personOf } from './people';

export interface Line {
  icon: string;
  text: string;
  tone: 'plain' | 'ok' | 'danger' | 'assistant';
}

// texts: secrets.kind.*
const caught = (kind: string, t: Translate): string =>
  kind === 'unclear_hex' ? t('secrets.agent.unclear') : t('secrets.agent.notice', { kind: t(`secrets.kind.${kind}`) });

const plain = (icon: string, text: string): Line => ({ icon, text, tone: 'plain' });

/** Null for a kind that this version does not know. */
export function quietLine(
  event: Event,
  projection: Projection,
  t: Translate,
  teamName: (slug: string) => string,
): Line | null {
  const name = personOf(projection, event.actor).name;
  if (event.payload === null) return plain(lock, t('console.message.redacted'));
  // texts: console.event.state.*
  switch (event.kind) {
    case 'state.changed': {
      const { after } = event.payload;
      const line = plain(after === 'solved' ? check : clock, t(`console.event.state.${after}`, { name }));
      return after === 'solved' ? { ...line, tone: 'ok' } : line;
    }
    case 'handler.changed':
      return event.payload.to === 'assistant'
        ? { icon: assistant, text: t('console.event.to_assistant', { name }), tone: 'assistant' }
        : plain(person, t('console.event.to_person', { name }));
    case 'assigned': {
      const { agent, agent_name: to, team } = event.payload;
      if (agent && agent === event.actor) return plain(person, t('console.event.took', { name }));
      if (agent) return plain(person, t('console.event.assigned', { name, to: to ?? '' }));
      if (!team) return plain(person, t('console.event.unassigned', { name }));
      return plain(person, t('console.event.team', { name, team: teamName(team) }));
    }
    case 'tag.added':
      return plain(tag, t('console.event.tagged', { name, tag: event.payload.tag }));
    case 'tag.removed':
      return plain(tag, t('console.event.untagged', { name, tag: event.payload.tag }));
    case 'subject.changed':
      return plain(edit, t('console.event.renamed', { name, subject: event.payload.subject }));
    case 'language.changed':
      return plain(globe, t('console.event.language', { name, language: languageName(event.payload.language) }));
    case 'evidence.added':
      return plain(
        eye,
        t('console.event.read', { chain: event.payload.card.chain.name, source: event.payload.card.source.name }),
      );
    case 'secret.caught':
      return { icon: shield, text: event.payload.kinds.map((kind) => caught(kind, t)).join(' '), tone: 'danger' };
    case 'survey.offered':
      return plain(star, t('console.event.survey'));
    case 'rated': {
      const { score, comment } = event.payload;
      const text = comment
        ? t('console.event.rated_words', { n: score, comment })
        : t('console.event.rated', { n: score });
      return { icon: star, text, tone: score >= 4 ? 'ok' : score <= 2 ? 'danger' : 'plain' };
    }
    case 'delivery.changed':
      return plain(mail, t('console.event.delivery', { channel: event.payload.channel, state: event.payload.state }));
    case 'identity.linked':
      return plain(shield, t('console.event.identity', { identity: event.payload.identity }));
    default:
      return null;
  }
}
