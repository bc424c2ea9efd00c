// The filters: a change asks for the view without what was left out; the sliders tell their year while they move.
export function install(form) {
  form.addEventListener('change', event => {
    if (event.target.closest('.filters')) form.requestSubmit(document.getElementById('apply'));
  });
  form.addEventListener('input', event => {
    const told = event.target.id && form.querySelector(`output[for="${event.target.id}"] time`);
    if (told) told.textContent = event.target.value;
  });
}
