import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

export interface ButtonLook {
  readonly kind?: 'primary' | 'quiet' | undefined;
  readonly small?: boolean | undefined;
}

/** The class of a button; links that look like one take it as well. */
export function buttonClass({ kind, small }: ButtonLook = {}): string {
  return classNames(styles['button'], kind && styles[kind], small && styles['small']);
}

/** A button; it submits a form only where it says so. */
export function Button({
  kind,
  small,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & ButtonLook) {
  const classes = classNames(buttonClass({ kind, small }), className);
  return type === 'submit' ? (
    <button {...rest} type="submit" className={classes} />
  ) : (
    <button {...rest} type="button" className={classes} />
  );
}
