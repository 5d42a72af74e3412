import { TestEnvironment } from 'jest-environment-node';

/** Skips the rest of a file's tests after the first that fails: one is enough. */
export default class StopAtFailure extends TestEnvironment {
  #failed = false;

  handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.#failed = true;
    if (event.name === 'test_start' && this.#failed) event.test.mode = 'skip';
  }
}
