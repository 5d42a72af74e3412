import { signIn } from '../session/session.ts';
import { Button } from '../ui/button.tsx';
import { NoticePage } from '../ui/notice-page.tsx';

/** The issuer cannot be reached, or did not let the person in. */
export function SignInFailed({ error }: { readonly error: unknown }) {
  const again = () => {
    history.replaceState(null, '', '/');
    void signIn();
  };
  return (
    <NoticePage title="Signing in did not work">
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <Button kind="primary" onClick={again}>
        Try again
      </Button>
    </NoticePage>
  );
}
