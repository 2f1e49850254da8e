(() => {
  "use strict";
  const words = document.getElementById("words");
  const sound = document.getElementById("sound");
  for (const choice of document.querySelectorAll("#languages input")) {
    choice.addEventListener("change", () => { words.className = "words show-" + choice.value; });
  }
  if (!sound) return;
  const lines = [...words.children].map((item) => ({
    item, start: Number(item.dataset.start), end: Number(item.dataset.end),
  }));
  let now = null;
  const show = () => {
    const t = sound.currentTime;
    let found = null;
    for (const line of lines) {
      if (line.start > t + 0.05) break;
      if (t < line.end) found = line;
    }
    if (found === now) return;
    if (now) { now.item.classList.remove("now"); now.item.removeAttribute("aria-current"); }
    now = found;
    if (!now) return;
    now.item.classList.add("now");
    now.item.setAttribute("aria-current", "true");
    const top = now.item.offsetTop, room = words.clientHeight;
    if (top < words.scrollTop || top + now.item.offsetHeight > words.scrollTop + room) {
      words.scrollTop = top - room / 3;
    }
  };
  sound.addEventListener("timeupdate", show);
  sound.addEventListener("seeked", show);
  words.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (!item || !item.dataset.start || getSelection().toString()) return;
    sound.currentTime = Number(item.dataset.start) + 0.01;
    sound.play();
  });
})();
