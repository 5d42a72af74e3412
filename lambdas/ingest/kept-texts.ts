import { withoutCode } from '../../shared/redaction/code.ts';
import { errorClass } from '../../shared/redaction/error-class.ts';
import { redactName, redactText } from '../../shared/redaction/redact.ts';
import type { KeyedHashes } from '../../shared/users/keyed-hashes.ts';
import type { KnownOrganization } from './known-organizations.ts';
import { userRemover } from './user-remover.ts';

type Text = string | null | undefined;

/** How the texts of one message are kept. */
export interface KeptTexts {
  /** What providers, models, strategies and the like are called: as it is, unless there is a secret in it. */
  readonly name: (text: Text) => Text;
  readonly prose: (text: Text) => Text;
  /** Nothing, unless the organization keeps descriptions. */
  readonly description: (text: Text) => Text;
  /** Its class, unless the organization keeps error messages. */
  readonly error: (text: Text) => Text;
  /** What ties messages together. One in which something was redacted is marked, so that two of them do not become one. */
  readonly id: (text: Text) => Text;
  readonly labels: (labels: Readonly<Record<string, string>> | null | undefined) => object | null;
}

/**
 * @param userId the external id of the message's person, which must not stand in any of its texts; names stay, or what ran could
 * not be priced
 */
export function keptTexts(
  userId: Text,
  hashes: KeyedHashes,
  organization: Pick<KnownOrganization, 'keepDescriptions' | 'keepErrorMessages'> = NOTHING,
): KeptTexts {
  const withoutUser = userRemover(userId);
  const prose = (text: Text) => text && redactText(withoutUser(text));
  return {
    name: (text) => text && redactName(text),
    prose,
    description: (text) => (organization.keepDescriptions ? prose(text && withoutCode(text)) : null),
    error(text) {
      if (text == null) return null;
      return organization.keepErrorMessages ? prose(withoutCode(text)) : errorClass(text);
    },
    id(text) {
      if (!text) return text;
      const impersonal = withoutUser(text);
      const kept = IS_PLAIN_ID.test(impersonal) ? impersonal : redactName(impersonal);
      return kept === text ? text : `${kept} #${hashes.hashContent(text).slice(0, MARK)}`;
    },
    labels(labels) {
      const entries = Object.entries(labels ?? {});
      if (entries.length === 0) return null;
      return Object.fromEntries(
        entries.map(([key, value]) => [redactName(withoutUser(key)), redactName(withoutUser(value))]),
      );
    },
  };
}

const NOTHING = { keepDescriptions: false, keepErrorMessages: false };

/** What most producers send needs no look: a UUID, or hexadecimal, behind a word. */
const IS_PLAIN_ID = /^(?:task|job|run|req|request|session|trace|span)?[-_:/]?[\da-f-]{8,36}$/;
/** Hexadecimal digits, 48 bits: of a million ids that are marked, two share one with a chance of 1 in 560. */
const MARK = 12;
