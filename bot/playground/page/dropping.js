const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

/** Lets files be dropped on `node`; `onFiles` gets them. */
export function acceptFiles(node, onFiles) {
  node.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    node.classList.add("dropping");
  });
  node.addEventListener("dragleave", (event) => {
    if (!node.contains(event.relatedTarget)) node.classList.remove("dropping");
  });
  node.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    node.classList.remove("dropping");
    onFiles([...event.dataTransfer.files]);
  });
}
