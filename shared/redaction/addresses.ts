/** An `@` as addresses have it in text, in URLs, in HTML and in JSON. */
const AT = String.raw`(?:@|%(?:25)?40|&#0{0,4}64;|&#x0{0,4}40;|&commat;|\\u0040)`;
/** The beginning of a version, or of a picture for a finer screen: `react@18.2.0`, `icon@2x.png`. */
const NO_DOMAIN = String.raw`(?!v?\d{1,9}(?:\.\d|x\.))`;
const EMAIL = new RegExp(
  String.raw`(?<![\p{L}\p{N}._%+-]{64})[\p{L}\p{N}._%+'~-]{1,64}${AT}${NO_DOMAIN}[\p{L}\p{N}-]{1,63}(?:(?:\.|%2E)[\p{L}\p{N}-]{1,63}){0,8}(?:\.|%2E)\p{L}{2,24}(?![\p{L}\p{N}])`,
  'giu',
);
/** Who everybody is for a version control server, and what is called so and is no address. */
const NO_PERSON = /^(?:git|hg|svn)(?:@|%40)|\.(?:service|timer|socket|target|mount)$/i;

/** Credentials before a host; a user alone is left if it is `git`. After a port there is a path, in which an `@` may be. */
const CREDENTIALS =
  /:\/\/(?!(?:git|ssh|hg)@)(?:[^\s/@:"'<>]{0,200}:(?!\d{1,5}\/)[^\s"'<>@]{1,300}(?:@[^\s"'<>@/]{1,100})?(?:@|%40)(?=[\w[%]|$)|[^\s/@:"'<>]{1,400}(?:@|%40)(?=[\w[%]))/g;
/** As MySQL's driver for Go has it. */
const DRIVER_CREDENTIALS = /(?<![\w.-])[\w.-]{1,64}:[^\s:@"']{1,100}@(?=(?:tcp|unix)\()/g;

const SHARED_HOMES =
  /^(?:runner|ubuntu|root|node|app|user|vscode|codespace|jenkins|ec2-user|circleci|gitpod|vsts|shared|public|default|ci|build|work|admin|appuser|nonroot|linuxbrew|me|you|username|name)$/i;
const HOME = /((?:\/home|\/Users|[A-Za-z]:(?:\\{1,2}|\/)Users)(?:\\{1,2}|\/))([^\s/\\:"'<>)[\]]{1,64})/g;

/** As `ssh` and `scp` have it; before a host that has only a name it may be an address of mail. */
const HOST_CREDENTIALS =
  /(?<![\w./:@-])[\w.-]{1,64}:[^\s:@/"'<>]{3,100}@(?=(?:(?:\d{1,3}\.){3}\d{1,3}|localhost|[\w.-]{1,100}:\d{2,5})(?![\w.]))/g;

/** Text without addresses of people, credentials in URLs, and names of people in paths. */
export function withoutAddresses(text: string): string {
  let kept = text;
  if (kept.includes('://')) kept = kept.replace(CREDENTIALS, '://[credentials]@');
  if (kept.includes('@')) {
    kept = kept.replace(DRIVER_CREDENTIALS, '[credentials]@').replace(HOST_CREDENTIALS, '[credentials]@');
  }
  if (kept.includes('@') || /%(?:25)?40|&#|&commat|\\u0040/i.test(kept)) {
    kept = kept.replace(EMAIL, (address) => (NO_PERSON.test(address) ? address : '[email]'));
  }
  if (kept.includes('/home/') || kept.includes('Users')) {
    kept = kept.replace(HOME, (path, before: string, owner: string) =>
      SHARED_HOMES.test(owner) ? path : `${before}[user]`,
    );
  }
  return kept;
}
