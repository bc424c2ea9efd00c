// What a page needs before cytoscape draws on it.

export async function prepare() {
  // It would add a <style> for its container, which our policy forbids; site.css holds that rule. It looks for this id.
  const id = '__________cytoscape_stylesheet';
  document.getElementById(id) ?? document.head.append(Object.assign(document.createElement('meta'), {id}));
  // A canvas does not wait for fonts: have them before the first label is measured.
  await Promise.all(['Nguyễn', 'a'].map(text => document.fonts.load('11px "Be Vietnam Pro"', text)));
}
