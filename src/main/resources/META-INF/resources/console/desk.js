// What the desk's pages do beyond links and forms: times in the reader's zone, keys, counters, and no second click.
// Without it every page can be read and every form be sent.
(() => {
  const two = n => String(n).padStart(2, '0');

  const times = root => root.querySelectorAll('time[datetime]:not([data-local])').forEach(time => {
    const at = new Date(time.dateTime);
    if (isNaN(at)) return;
    time.dataset.local = '';
    time.title = time.dateTime;
    time.textContent = /^\d\d:\d\d$/.test(time.textContent.trim())
      ? `${two(at.getHours())}:${two(at.getMinutes())}`
      : at.toLocaleString(undefined, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
  });

  // The field for a date and a time comes in UTC; the person writes its own.
  const own = () => {
    const at = document.querySelector('input[name="at"]'), offset = document.querySelector('input[name="offset"]');
    if (!at || !offset) return;
    if (at.value) {
      const utc = new Date(at.value + 'Z');
      at.value = `${utc.getFullYear()}-${two(utc.getMonth() + 1)}-${two(utc.getDate())}T${two(utc.getHours())}:${two(utc.getMinutes())}`;
    }
    const zone = () => { offset.value = (at.value ? new Date(at.value) : new Date()).getTimezoneOffset(); };
    at.addEventListener('input', zone);
    zone();
    document.querySelector('[data-zone]').textContent = `In your time, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`;
  };

  const counts = () => document.querySelectorAll('[data-count]').forEach(count => {
    const field = document.getElementById(count.dataset.count), most = Number(count.dataset.most);
    const say = () => {
      count.textContent = `${field.value.length} of ${most}`;
      count.classList.toggle('over', field.value.length > most);
    };
    field.addEventListener('input', say);
    say();
  });

  // The server takes only the first of two clicks; the button says so at once.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.once === undefined) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    form.querySelectorAll('button').forEach(button => button.setAttribute('aria-disabled', 'true'));
  });
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload(); });

  const leaving = () => {
    const card = document.querySelector('[data-leaves]');
    if (!card) return;
    const left = card.querySelector('[data-left]'), at = new Date(card.dataset.leaves);
    const say = () => {
      const seconds = Math.ceil((at - Date.now()) / 1000);
      left.textContent = seconds > 0 && seconds <= 60 ? `In ${seconds} seconds.` : '';
    };
    setInterval(say, 500);
    say();
  };

  const items = () => [...document.querySelectorAll('ol.wire > li')];
  const move = by => {
    const all = items();
    if (!all.length) return;
    const now = all.findIndex(item => item.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, now < 0 ? 0 : now + by))];
    next.querySelector('h2 a').focus();
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
    const here = document.activeElement.closest('ol.wire > li');
    const press = selector => {
      const target = (here || document).querySelector(selector);
      if (target) { event.preventDefault(); target.click(); }
    };
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'n') document.querySelector('.page-head form button')?.click();
    else if (event.key === 'u') document.querySelector('form[action$="/undo"] button')?.click();
    else if (event.key === 's') document.getElementById('stop')?.focus();
    else if (['a', 'c', 'd'].includes(event.key)) press(`[data-key="${event.key}"]`);
  });

  document.addEventListener('htmx:beforeRequest', event => {
    if (event.target.dataset?.keep !== undefined) document.getElementById('kept').textContent = 'Keeping …';
  });
  document.addEventListener('htmx:afterRequest', event => {
    if (event.target.dataset?.keep === undefined) return;
    document.getElementById('kept').textContent = event.detail.successful ? 'Kept.' : 'Not kept.';
  });
  document.addEventListener('htmx:afterSwap', () => times(document));
  document.addEventListener('DOMContentLoaded', () => { times(document); own(); counts(); leaving(); });
})();
