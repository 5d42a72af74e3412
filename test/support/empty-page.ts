/** A page of the dashboard that shows nothing, with the places that a deployment needs. */
export const EMPTY_PAGE =
  '<!doctype html><script type="application/json" id="config"></script><script id="start">0</script>';
