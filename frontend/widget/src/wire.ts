// The widget's API by the names it uses: /api/widget/<brand>/...

import type { RatingIn } from '$client/api';

export type Score = RatingIn['score'];
export type {
  ArticleOut as Article,
  ArticleRow as Found,
  ConfigOut as Config,
  CustomerConversation as Row,
  CustomerOut as Customer,
  SessionOut as Session,
} from '$client/api';
