import { readable } from '../../../../shared/shown/names.ts';
import { Chip } from '../ui/chip.tsx';
import { useView } from '../view/view.ts';

/** The provider that everything is narrowed to, if it is to one. */
export function ProviderFilter() {
  const { view, change } = useView();
  if (view.provider === undefined) return null;
  const name = readable(view.provider);
  return (
    <Chip
      kind="info"
      remove={{
        label: `Show all providers, not only ${name}`,
        onRemove: () => change({ provider: undefined }),
      }}
    >
      Provider: {name}
    </Chip>
  );
}
