// SPDX-License-Identifier: EUPL-1.2
// Focus goes to the page's h1 when its route mounts (axe does not see a focus left on nothing).
let first = true;
export function pageHeading(title: () => string) {
  return (node: HTMLElement) => {
    node.tabIndex = -1;
    document.title = title();
    // On the first load the browser's own start of the page is right.
    if (!first) node.focus({ preventScroll: true });
    if (!first) window.scrollTo(0, 0);
    first = false;
  };
}
