/** What an error is, by words that providers and runtimes use. The first that matches; order goes from special to general. */
const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  [
    'context_length',
    /context[_ ](?:length|window)|maximum context|too many tokens|prompt is too long|input is too long|token limit/i,
  ],
  [
    'content_policy',
    /content[_ ](?:policy|filter|management)|safety|moderation|responsible ai|refus(?:ed|al) to|blocked by/i,
  ],
  [
    'quota',
    /insufficient[_ ]quota|quota|\bbilling\b|credit balance|payment required|spending limit|out of credits/i,
  ],
  ['rate_limit', /rate[_ -]?limit|too many requests|throttl|resource[_ ]exhausted|\b429\b/i],
  ['overloaded', /overload|capacity|server is busy|\b529\b/i],
  [
    'authentication',
    /authenticat|unauthori[sz]ed|unauthenticated|invalid[_ ](?:api[_ ]?key|token|credential)|incorrect api key|expired[_ ]token|\b401\b/i,
  ],
  ['permission', /permission|forbidden|access[_ ]denied|not allowed|EACCES|EPERM|\b403\b/i],
  [
    'timeout',
    /time[d]?[ -]?out|timeout|deadline|did not answer within|ETIMEDOUT|ESOCKETTIMEDOUT|\b(?:408|504)\b/i,
  ],
  ['cancelled', /cancel|abort|interrupted by|SIGINT|SIGTERM|user stopped/i],
  ['out_of_memory', /out of memory|\bheap\b|\bOOM\b|SIGKILL|exit code 137|MemoryError|ENOMEM/i],
  [
    'network',
    /ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|socket|network|connection (?:reset|refused|closed|error)|closed the stream|stream (?:was )?(?:closed|ended)|fetch failed|\bdns\b|\btls\b|certificate/i,
  ],
  ['patch_not_applied', /\bpatch|merge conflict|did not apply|hunk|could not apply|\bdiff\b/i],
  [
    'tests_failed',
    /tests? (?:still )?fail|failing tests?|test(?:s)? did not pass|assertion|AssertionError|expected .{1,80} (?:to|but)/i,
  ],
  [
    'build_failed',
    /build fail|compil|type ?check|\blint(?:er|ing)?\b|SyntaxError|syntax error|cannot find module|module not found|ERESOLVE/i,
  ],
  [
    'invalid_output',
    /invalid json|not valid json|unexpected (?:token|end)|JSON at position|parse|schema|malformed|empty (?:response|answer)|no answer/i,
  ],
  ['tool', /\btools?\b|function call|\bmcp\b/i],
  ['not_found', /not[_ ]found|does not exist|no such|unknown model|ENOENT|\b404\b/i],
  [
    'invalid_request',
    /invalid[_ ]request|bad request|invalid|unsupported|unprocessable|validation|\b(?:400|422|413)\b/i,
  ],
  ['server', /internal (?:server )?error|server[_ ]error|unavailable|bad gateway|\b5\d\d\b/i],
  ['code', /exception|error|panic|traceback|undefined|\bnull\b|crash|segmentation/i],
];
const STATUS =
  /(?:\bHTTP(?:\/\d(?:\.\d)?)?[ :]{0,2}|\bstatus(?:[ _]?code)?\W{0,4}|\bcode\W{0,4}|\(|^|\b(?:error|returned|answered|with|got):?\s{1,2}|Error:?\s{1,2})([45]\d\d)(?!\d)/i;
/** Of runtimes and of the libraries of providers. Names of a customer's own are parts of its code. */
const EXCEPTIONS =
  /\b((?:Type|Range|Reference|Syntax|Eval|URI|Aggregate|Assertion|Attribute|Import|ModuleNotFound|Index|Key|Lookup|Memory|Name|NotImplemented|OS|Overflow|Recursion|Runtime|StopIteration|Unicode|Value|ZeroDivision|Connection|ConnectionReset|ConnectionRefused|BrokenPipe|FileNotFound|Permission|Timeout|Interrupted|Abort|JSONDecode|Validation|Http|HTTP|API|APIStatus|APIConnection|APITimeout|APIUserAbort|RateLimit|BadRequest|Authentication|PermissionDenied|NotFound|Conflict|UnprocessableEntity|InternalServer|Overloaded|ServiceUnavailable|ContextWindowExceeded|ContentPolicyViolation|Database|Query)(?:Error|Exception)|(?:NullPointer|IllegalArgument|IllegalState|ClassCast|ClassNotFound|IndexOutOfBounds|ArrayIndexOutOfBounds|UnsupportedOperation|ConcurrentModification|IO|Socket|SocketTimeout|UnknownHost|Execution|Timeout|Throttling|ThrottlingServiceException|Validation|ModelTimeout|ModelError|ServiceQuotaExceeded|AccessDenied|ResourceNotFound|NumberFormat|Arithmetic|SQL)Exception|OutOfMemoryError|StackOverflowError|NoMethodError|ArgumentError|StandardError|KeyboardInterrupt|SystemExit|E(?:CONNREFUSED|CONNRESET|TIMEDOUT|NOTFOUND|PIPE|ACCES|PERM|NOENT|NOMEM|AI_AGAIN|RESOLVE|HOSTUNREACH)|SIG(?:KILL|TERM|INT|SEGV|ABRT))\b/;

/**
 * What is kept of an error's text where its organization does not keep it: its kind (one of a closed list, or `other`), the HTTP
 * status, and the name of an exception that is nobody's own. `rate_limit, HTTP 429, RateLimitError`
 */
export function errorClass(message: string): string | null {
  // What is wrong is said first; a trace behind it can be long.
  const said = message.slice(0, 2_000);
  if (said.trim() === '') return null;
  const kind = KINDS.find(([, words]) => words.test(said))?.[0] ?? 'other';
  const status = STATUS.exec(said)?.[1];
  const exception = EXCEPTIONS.exec(said)?.[1];
  return [kind, ...(status ? [`HTTP ${status}`] : []), ...(exception ? [exception] : [])].join(', ');
}
