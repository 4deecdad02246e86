// What is said in a page that was open when a newer release took its place: a part that it asked for is the newer
// one's, and the two don't fit. Imports nothing, as whatever it imported would be of either.

const { documentElement } = document;
const [said, reload] = documentElement.lang === "en" ? ["LastAck has been renewed since this page was opened, and the rest of it no longer fits. Reload it: what the address says is kept.", "Reload"] : ["这个页面打开之后，LastAck 更新了，其余部分已与它不配。请刷新页面：地址里记下的会保留。", "刷新"];

const text = document.createElement("p");
text.textContent = said;
const button = document.createElement("button");
button.type = "button";
button.dataset["control"] = "again";
button.textContent = reload;
button.addEventListener("click", () => location.reload());

const told = document.createElement("div");
told.className = "stopped";
told.setAttribute("role", "alert");
told.append(text, button);

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = new URL("./failed.css", import.meta.url).href;
document.head.append(style);

// It says what the banner says only in the words of a browser.
document.querySelector("la-banner")?.remove();
document.body.prepend(told);
