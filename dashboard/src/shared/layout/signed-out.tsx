import { signIn } from '../session/session.ts';
import { Button } from '../ui/button.tsx';
import { NoticePage } from '../ui/notice-page.tsx';

export function SignedOut() {
  return (
    <NoticePage title="You are signed out">
      <p>What was shown is gone from this tab.</p>
      <Button kind="primary" onClick={() => void signIn()}>
        Sign in
      </Button>
    </NoticePage>
  );
}
