// The project page: asks before closing, and sends dropped or chosen files with their progress and report.
const say = async () => (await fetch(`/texts/${document.documentElement.lang}/ProjectsTexts.json`)).json();

for (const form of document.querySelectorAll('form[data-confirm]')) {
  form.addEventListener('submit', event => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

const drop = document.getElementById('drop');
if (drop) startUploads(drop, await say());

function startUploads(drop, texts) {
  const input = document.getElementById('files');
  input.addEventListener('change', () => {
    if (input.files.length > 0) send([...input.files], texts, input);
  });
  for (const kind of ['dragenter', 'dragover']) drop.addEventListener(kind, () => drop.classList.add('over'));
  for (const kind of ['dragleave', 'drop']) drop.addEventListener(kind, () => drop.classList.remove('over'));
  drop.addEventListener('dragover', event => event.preventDefault());
  drop.addEventListener('drop', async event => {
    event.preventDefault();
    const files = await filesOf(event.dataTransfer);
    if (files.length > 0) await send(files, texts, input);
  });
}

// Folders are walked through; entries must be asked for before the first await.
async function filesOf(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files];
  const files = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

async function walk(entry, files) {
  if (entry.isFile) {
    files.push(await new Promise((done, failed) => entry.file(done, failed)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // A reader hands out at most a hundred entries at a time.
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, files);
  }
}

async function send(files, texts, input) {
  const view = new UploadView(files, texts);
  input.disabled = true;
  try {
    const use = document.getElementById('use').value;
    const url = `${document.getElementById('upload').dataset.url}?landmarks=${use}`;
    view.report(await post(url, files, loaded => view.progress(loaded)));
  } catch (failure) {
    view.failed(failure.message || texts['Upload.Failed']);
  } finally {
    input.disabled = false;
    input.value = '';
  }
}

// Not fetch: it cannot say how much has been sent.
function post(url, files, progress) {
  return new Promise((done, failed) => {
    const body = new FormData();
    for (const file of files) body.append('files', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', event => progress(event.loaded));
    request.addEventListener('error', () => failed(new Error('')));
    request.addEventListener('load', () => {
      if (request.status === 200 && request.response) done(request.response);
      else failed(new Error(request.response?.title ?? ''));
    });
    request.send(body);
  });
}

class UploadView {
  constructor(files, texts) {
    this.files = files;
    this.texts = texts;
    this.total = files.reduce((sum, file) => sum + file.size, 0);
    this.status = document.getElementById('upload-status');
    this.bar = document.getElementById('upload-bar');
    this.rows = document.getElementById('upload-rows');
    document.getElementById('upload-progress').hidden = false;
    document.getElementById('upload-after').hidden = true;
    this.rows.replaceChildren(...files.map(file => this.row(file.name, 'wait', '0 %', '', '')));
    this.progress(0);
  }

  // Files are sent one after the other: each one's share follows from the bytes gone out.
  progress(loaded) {
    let before = 0;
    this.files.forEach((file, i) => {
      const share = file.size === 0 ? 1 : Math.min(1, Math.max(0, (loaded - before) / file.size));
      this.rows.children[i].children[1].firstChild.textContent = share < 1 ? `${Math.floor(share * 100)} %` : this.texts['Upload.Working'];
      before += file.size;
    });
    const sent = this.total === 0 ? 1 : Math.min(1, loaded / this.total);
    this.status.textContent = sent < 1 ? `${this.texts['Upload.Sending']} ${Math.floor(sent * 100)} %` : this.texts['Upload.Working'];
    if (sent < 1) this.bar.value = sent;
    else this.bar.removeAttribute('value');
  }

  report(answer) {
    const count = status => answer.files.filter(file => file.status === status).length;
    this.status.textContent = fill(this.texts['Upload.Done'], count('accepted'), answer.faces, count('duplicate'), count('rejected'));
    this.bar.value = 1;
    const badge = { accepted: 'ok', duplicate: 'wait', rejected: 'bad' };
    const word = { accepted: 'Upload.Accepted', duplicate: 'Upload.Duplicate', rejected: 'Upload.Rejected' };
    // What needs doing comes first.
    const order = { rejected: 0, duplicate: 1, accepted: 2 };
    const files = [...answer.files].sort((a, b) => order[a.status] - order[b.status]);
    this.rows.replaceChildren(...files.map(file => this.row(file.name, badge[file.status], this.texts[word[file.status]], file.faces || '', file.reason ?? '')));
    document.getElementById('upload-after').hidden = false;
  }

  failed(message) {
    this.status.textContent = message;
    this.bar.value = 0;
    for (const row of this.rows.children) row.children[1].firstChild.textContent = '–';
  }

  row(name, kind, word, faces, reason) {
    const row = document.createElement('tr');
    const badge = Object.assign(document.createElement('span'), { className: `badge ${kind}`, textContent: word });
    for (const content of [name, badge, faces, reason]) {
      const cell = document.createElement('td');
      cell.append(content);
      row.append(cell);
    }
    row.children[2].className = 'number';
    return row;
  }
}

function fill(text, ...values) {
  return text.replace(/\{(\d+)\}/g, (_, i) => String(values[Number(i)]));
}
