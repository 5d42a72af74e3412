import { useEffect, useState } from 'react';
import { Button, type ButtonLook } from './button.tsx';

interface CopyButtonProps extends ButtonLook {
  readonly text: string;
  readonly label: string;
}

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({ text, label, ...look }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button {...look} onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}
