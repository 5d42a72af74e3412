import PdfKit from 'pdfkit';
import { fonts, writable, type Weight } from './fonts.ts';

export const colors = {
  text: '#14202b',
  muted: '#52606d',
  line: '#dde4ea',
  strongLine: '#7b8a97',
  accent: '#0a6b4d',
  accentSoft: '#eef7f2',
  gain: '#35967a',
  loss: '#b3261e',
  lossSoft: '#fdf1f0',
};

/** The height of Inter above the baseline, relative to its size. */
const ASCENT = 0.97;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** Less than `size`: the smallest size that it may shrink to before it is cut. */
  readonly smallest?: number;
  readonly tabular?: boolean;
}

type Document = InstanceType<typeof PdfKit>;
export type Element = ReturnType<Document['struct']>;
interface ElementOptions {
  readonly alt?: string;
  readonly actual?: string;
  readonly scope?: 'Column' | 'Row';
  readonly bbox?: readonly [number, number, number, number];
}

export interface SheetOptions {
  readonly paper: 'a4' | 'letter';
  readonly title: string;
  readonly subject: string;
  readonly created: Date;
}

/** One tagged page: what is drawn is either content of an element, in reading order, or decoration. */
export class Sheet {
  readonly document: Document;
  readonly left = 48;
  readonly width: number;
  readonly height: number;
  private readonly root: Element;
  private readonly chunks: Buffer[] = [];

  constructor({ paper, title, subject, created }: SheetOptions) {
    // An object, because PDFKit's types do not know PDF/UA yet.
    const options: object = {
      size: paper,
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/UA',
      tagged: true,
      lang: 'en-US',
      displayTitle: true,
      // No default, which would be one that is not embedded.
      font: '',
      info: { Title: title, Subject: subject, Author: 'Payback', Creator: 'Payback', CreationDate: created },
    };
    this.document = new PdfKit(options);
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    for (const [name, bytes] of Object.entries(fonts)) this.document.registerFont(name, Buffer.from(bytes));
    this.width = this.document.page.width - 2 * this.left;
    this.height = this.document.page.height;
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  /** An element of the page itself, or of another one. A parent without content of its own is given no `draw`. */
  element(type: string, options: ElementOptions = {}, draw?: () => void, parent = this.root): Element {
    const element = draw ? this.document.struct(type, options, draw) : this.document.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Draws decoration, which screen readers skip. */
  decorate(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }

  heading(level: 'H1' | 'H2', text: string, box: Box, style: Style): void {
    this.element(level, {}, () => this.line(text, box, style));
  }

  /** A paragraph of one line. */
  text(text: string, box: Box, style: Style): void {
    this.element('P', {}, () => this.line(text, box, style));
  }

  /** A paragraph of at most so many lines. @returns its height */
  textBlock(text: string, box: Box, style: Style, lines: number): number {
    let height = 0;
    this.element('P', {}, () => {
      height = this.lines(text, box, style, lines);
    });
    return height;
  }

  /** One line of text; what does not fit becomes smaller, then is cut. */
  line(text: string, { x, y, width }: Box, style: Style): void {
    const { size, weight = 'regular', color = colors.text, align = 'left', smallest = size } = style;
    // Digits of one width, where they stand below each other. They are not cached, so not everywhere.
    const features: { features?: ['tnum'] } = style.tabular ? { features: ['tnum'] } : {};
    const measured = (each: string) => this.document.font(weight, size).widthOfString(each, features) / size;
    let fitting = writable(text);
    const fontSize = Math.max(smallest, Math.min(size, width / measured(fitting)));
    while (measured(fitting) * fontSize > width + 0.01 && fitting.length > 1) {
      const part = Math.floor((fitting.length * width) / (measured(fitting) * fontSize));
      fitting = `${fitting.slice(0, Math.max(1, Math.min(part, fitting.length - 2))).trimEnd()}…`;
    }
    const free = width - measured(fitting) * fontSize;
    const shift = align === 'left' ? 0 : align === 'right' ? free : free / 2;
    this.document
      .fontSize(fontSize)
      .fillColor(color)
      // Text that was shrunk stays on the same baseline.
      .text(fitting, x + shift, y + (size - fontSize) * ASCENT, { lineBreak: false, ...features });
  }

  /** Whether a line need not become smaller than this to be whole. */
  fits(text: string, width: number, { size, weight = 'regular' }: Pick<Style, 'size' | 'weight'>): boolean {
    return this.document.font(weight, size).fontSize(size).widthOfString(writable(text)) <= width;
  }

  /** At most so many lines of text; what is more is cut. @returns their height */
  lines(
    text: string,
    { x, y, width }: Box,
    { size, weight = 'regular', color = colors.text }: Style,
    lines: number,
  ): number {
    const options = { width, lineGap: size * 0.22 };
    const document = this.document.font(weight, size).fontSize(size).fillColor(color);
    const written = writable(text);
    const lineHeight = document.currentLineHeight(true) + options.lineGap;
    const height = Math.min(document.heightOfString(written, options), lines * lineHeight);
    document.text(written, x, y, { ...options, height: height + 0.1, ellipsis: true });
    return height;
  }

  /** The file. The sheet is used up. */
  async bytes(): Promise<Buffer> {
    this.root.end();
    const ended = new Promise((resolve) => this.document.once('end', resolve));
    this.document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }
}
