// The choice before a thing of many relations is drawn: the form of the page that asks for it, over the picture.
export function install() {
  const dialog = document.getElementById('dialog');
  dialog.addEventListener('submit', () => dialog.close());
  dialog.addEventListener('click', event => {
    if (!event.target.closest('a')) return;
    event.preventDefault();
    dialog.close();
  });
  return guard => {
    dialog.replaceChildren(guard);
    dialog.showModal();
    dialog.querySelector('#most').select();
  };
}
