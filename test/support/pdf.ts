import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as z from 'zod';

const annotation = z.looseObject({ subtype: z.string(), url: z.string().optional() });
const font = z.looseObject({ name: z.string(), missingFile: z.boolean().optional() });
const structure = z.looseObject({ role: z.string(), alt: z.string().optional() });
/** An element of the structure tree, with those inside it. */
export interface Tagged {
  readonly role: string;
  readonly alt: string | undefined;
  readonly children: readonly Tagged[];
}

/** What a reader finds in a file of one page. */
export async function readPdf(bytes: Uint8Array) {
  // Reading takes the bytes away from whoever has them.
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, fontExtraProperties: true });
  const document = await task.promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const operators = await page.getOperatorList();
  const { info } = await document.getMetadata();
  const fonts = operators.fnArray.flatMap((operator, at) =>
    operator === OPS.setFont ? [z.tuple([z.string(), z.number()]).parse(operators.argsArray[at])[0]] : [],
  );
  const read = {
    pages: document.numPages,
    size: page.view.slice(2),
    marked: Buffer.from(bytes).includes('/Marked true'),
    info: z.looseObject({ Title: z.string(), Language: z.string() }).parse(info),
    /** Each run of text in the order of the file. */
    texts: items.flatMap((item) => ('str' in item && item.str !== '' ? [item.str] : [])),
    structure: tagged(await page.getStructTree()),
    fonts: [...new Set(fonts)].map((name) => font.parse(page.commonObjs.get(name))),
    images: operators.fnArray.filter((operator) =>
      [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject].includes(operator),
    ).length,
    links: z.array(annotation).parse(await page.getAnnotations()),
  };
  await task.destroy();
  return read;
}

function tagged(node: unknown): Tagged {
  const { role, alt } = structure.parse(node);
  const { children } = z.looseObject({ children: z.array(z.unknown()).default([]) }).parse(node);
  return {
    role,
    alt,
    children: children.flatMap((child) => (structure.safeParse(child).success ? [tagged(child)] : [])),
  };
}

/** All elements of a tree in reading order. */
export function elementsOf(tree: Tagged): Tagged[] {
  return [tree, ...tree.children.flatMap((child) => elementsOf(child))];
}
