// A button that copies, beside every snippet. Without it the text can be marked and copied as ever.
"use strict";
(() => {
  const said = document.getElementById("said");
  for (const snippet of document.querySelectorAll(".snippet")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = "Copy";
    button.setAttribute("aria-describedby", snippet.id);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(snippet.textContent);
        said.textContent = button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(snippet);
        said.textContent = "Marked: copy it with the keyboard";
      }
    });
    snippet.after(button);
  }
})();
