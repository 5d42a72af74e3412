/** Who may stand before a model's name, with a slash, a dot, a colon or a space. */
const VENDOR =
  /^(?:openrouter|litellm(?:_proxy)?|anthropic|openai|google|gemini|vertex(?:_ai)?|bedrock(?:_converse|\/converse)?|azure(?:_ai)?|deepseek(?:-ai)?|x-?ai|mistral(?:ai)?|moonshot(?:ai)?|qwen|dashscope|minimax|z-?ai|github[_-]?copilot|copilot|meta|cohere|amazon|aws)(?:\/|\.|:\s*|\s+)/;
/** Regions of inference profiles at Bedrock. */
const REGION = /^(?:regional|us-gov|us|eu|apac|ap|jp|au|ca|sa|global)\./;
/** What a vendor's own path leads to: Vertex, Gemini, Fireworks, Bedrock's profiles. */
const PATH = /^(?:arn:.*\/|projects\/.*\/models\/|publishers\/.*\/models\/|models\/|accounts\/.*\/models\/)/;
/** Bedrock's version, and the context that was asked for with it. */
const VERSION = /(?:-v\d+)?(?::\d+(?::\d+k)?)$|-v\d+$/;
/** Behind a version: without one it is an alias of whatever is the latest of all. */
const DATE = /(?<=\d.*)[-@](?:20\d{6}|20\d\d-[01]\d-[0-3]\d|latest|default)$/;
/** How hard to think, and other wishes that do not change the price of a token. */
const WISH =
  /\s*\((?:x?high|medium|low|minimal|none|thinking|extended thinking|reasoning|preview|latest)\)$|:(?:thinking|beta)$|\[1m\]$|-(?:x?high|minimal|low|medium)$/;

/**
 * Other names by which the public calls what a name calls, likelier ones first: without the provider before it, regions and
 * versions of Bedrock and Vertex, dates, wishes, written for display, in other case. All in lower case.
 * `:free` is a variant with a price of its own, and stays.
 */
export function spellings(name: string): readonly string[] {
  const found = new Set<string>();
  let rest = name.trim().toLowerCase();
  const take = () => {
    for (const each of variants(rest)) found.add(each);
  };
  take();
  rest = rest.replace(PATH, '');
  take();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(REGION, '').replace(VENDOR, '');
    take();
  }
  for (let before = ''; before !== rest;) {
    before = rest;
    // A date may stand behind a version or a wish, and before one.
    for (const ending of [WISH, VERSION, DATE]) {
      rest = rest.replace(ending, '');
      take();
    }
  }
  found.delete('');
  return [...found];
}

/** The same words, written otherwise. */
function variants(name: string): string[] {
  const slug = name
    .replace(/[\s_]+/g, '-')
    .replace(/[()]/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^gpt(?=\d)/, 'gpt-')
    .replace(/^(?=(?:opus|sonnet|haiku)-\d)/, 'claude-');
  const dotted = slug.replace(/(?<=-\d)-(\d)(?!\d)/, '.$1');
  const dashed = slug.replace(/(\d)\.(\d)/g, '$1-$2');
  return [name, slug, dashed, dotted, ...[slug, dashed, dotted].map(turned)];
}

/** Claude's names have the version before the family or after it. */
function turned(name: string): string {
  return name
    .replace(/^claude-(\d(?:[.-]\d)?)-(opus|sonnet|haiku)/, 'claude-$2-$1')
    .replace(/^claude-(opus|sonnet|haiku)-(3(?:[.-]\d)?)(?!\d)/, 'claude-$2-$1');
}
