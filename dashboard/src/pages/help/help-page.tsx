import { glossary } from '../../shared/ui/glossary.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/page.tsx';
import styles from './help-page.module.css';

/** What the words mean and how the figures come about. */
export default function HelpPage() {
  return (
    <Page title="Help" lead="What the terms on the dashboard mean. Press ? for keyboard shortcuts.">
      <Card title="How a saving is computed">
        <div className={styles['text']}>
          <p>
            Every finished task is priced twice with its recorded usage: at the prices of the provider that
            ran it, and at the prices of the baseline, both as they were in force when the task started. The
            saving is the difference, with its sign.
          </p>
          <p>
            Failed tasks and tasks whose baseline cost is not known are shown beside it and claim no saving.
            What cannot be priced is counted as unpriced with its reason, never as $0. A price that turns out
            to be wrong is corrected, the tasks are priced again, and months that were reported are listed as
            restated.
          </p>
          <p>
            It is an estimate by a stated method: the same usage at other prices. Another model might have
            used more or fewer tokens for the same task. Any figure can be followed down to the tasks behind
            it, and each task to its prices and arithmetic.
          </p>
        </div>
      </Card>
      <Card title="Glossary">
        <dl className={styles['terms']}>
          {Object.entries(glossary).map(([term, { name, meaning }]) => (
            <div key={term}>
              <dt>{name.replace(/^(the|a) /, '').replace(/^./, (first) => first.toUpperCase())}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </Page>
  );
}
