import { untilStable } from './until-stable.ts';

/** Of Markdown: within a line, and over lines; one that was cut goes to the end. Tildes also underline, so those begin a line. */
const INLINE = /`{3,10}[^`\n]{1,10000}`{3,10}/g;
const FENCE =
  /(?:(`{3,10})|(?<=^|\n)[ \t]{0,3}(~{3,10}))[^`~^\n]{0,100}(?:\n(?:(?![ \t]{0,3}(?:`{3}|~{3}))[^\n]{0,10000}(?:\n|$)){0,10000}(?:[ \t]{0,3}[`~]{3,10}|$)|$)/g;
/** A line of a stack trace: of JavaScript, Java and .NET, of Python, of Go, of Ruby, of PHP, of Rust. */
const FRAMES: readonly RegExp[] = [
  /^\s{0,40}at (?:.{0,1000}[(:\\/].{0,1000}|(?:async |new )?[\w$.<>]{1,200})$/,
  /^\s{0,40}File ".{0,1000}", line \d{1,9}(?:, in .{0,500})?$/,
  /^\s{0,40}(?:[\w./()*-]{1,300}\((?:0x[\da-f]{1,16}|\.{3}|[\w, {}.?]){0,300}\)|created by .{1,300})$/,
  /^\s{0,40}(?:[A-Za-z]:)?[\w./\\@~-]{1,500}\.\w{1,8}:\d{1,9}(?: \+0x[\da-f]{1,16}|:in [`'][^`'\n]{1,300}'|:\d{1,9})?$/,
  /^\s{0,40}from .{1,500}:\d{1,9}:in .{1,300}$/,
  /^\s{0,40}#\d{1,4}\s.{1,1000}$/,
  /^\s{0,40}\d{1,4}:\s{1,8}(?:0x[\da-f]{1,16} - )?[\w:<>{}$]{1,500}.{0,200}$/,
  /^\s{0,40}\.{3} \d{1,6} (?:more|common frames omitted).{0,40}$/,
  /^\s{0,40}goroutine \d{1,9} \[.{1,60}\]:$/,
  /^\s{0,40}[~^]{1,200}[\s~^]{0,200}$/,
];
const PYTHON_FRAME = /^\s{0,40}File ".{0,1000}", line \d/;
/** Where an error is told to be: `(/app/src/x.ts:3:5)`, `src/main.rs:4:5`, `C:\app\x.cs:line 12`. */
const PLACE =
  /(?:[A-Za-z]:[\\/]|\.{0,2}\/)?(?:[\w.@~-]{1,100}[\\/]){0,30}[\w.@~-]{1,100}\.[A-Za-z]{1,8}(?::line \d{1,9}|:\d{1,9}(?::\d{1,9})?)/g;
const ABSOLUTE =
  /(?<![\w/:.])(?:[A-Za-z]:\\|\/(?:home|Users|root|app|src|var|usr|opt|tmp|workspace|workspaces|mnt|srv|builds?)\/)[^\s"'`()<>,;:]{1,1000}/g;
/** A quick look that spares most texts the expressions below it. */
const IS_NAMED = /['"`‘]|is not |ndefined/;
/** Errors that name what they are about. `$1` and `$2` stand around the name. */
const NAMED: readonly RegExp[] = [
  /(\bname ['"‘])[\w.$]{1,200}(['"’] is not defined)/g,
  /(\b(?:has no attribute|reading|setting|unexpected keyword argument|undefined (?:variable|method|function|local variable or method)|No module named|cannot import name|unknown (?:function|variable)) \(?['"`‘])[\w.$:]{1,200}(['"`’])/gi,
  /(^|[\s:(])(?!(?:it|this|that|which|value|object|undefined|null|class|there|and)\b)[A-Za-z_$][\w$.]{0,200}( is not (?:defined|a function|a constructor|iterable)\b)/g,
  /(\bundefined: )[\w.]{1,200}()/g,
  /(\bUndefined (?:variable|index|constant):? )[$\w]{1,200}()/g,
  /(\bin )(?:function |method )?`[^`'\n]{1,200}[`']()/g,
];

/**
 * Text without the code in it: fenced blocks, and, of stack traces, the names of functions and variables and the paths of
 * files. What went wrong stays.
 */
export const withoutCode = (text: string): string => untilStable(text, strip);

function strip(text: string): string {
  let kept = text;
  if (kept.includes('```') || kept.includes('~~~'))
    kept = kept.replace(INLINE, '[code]').replace(FENCE, '[code]');
  if (kept.includes('\n')) kept = withoutFrames(kept.split('\n')).join('\n');
  if (/[/\\:]/.test(kept)) kept = kept.replace(PLACE, '[path]').replace(ABSOLUTE, '[path]');
  if (!IS_NAMED.test(kept)) return kept;
  return NAMED.reduce((named, expression) => named.replace(expression, '$1[name]$2'), kept);
}

function withoutFrames(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let frames = 0;
  let isSource = false;
  const close = () => {
    if (frames > 0) kept.push(`[${frames} ${frames === 1 ? 'frame' : 'frames'}]`);
    frames = 0;
  };
  for (const line of lines) {
    const isPlace = FRAMES.some((expression) => expression.test(line));
    // Python shows the line of code below each place.
    const isShown: boolean = isSource && /^\s{4}/.test(line) && !PYTHON_FRAME.test(line);
    if (!isPlace && !isShown) {
      close();
      kept.push(line);
    } else if (!isShown && /\w/.test(line)) frames += 1;
    isSource = PYTHON_FRAME.test(line) || isShown;
  }
  close();
  return kept;
}
