import "./style.css";
import { render } from "preact";
import { Home } from "./home";
import { MarkPage } from "./mark";
import { open as openMarks } from "./marks";
import { RoomPage } from "./room";
import { base, dark, open } from "./store";
import { effect } from "@preact/signals";

effect(() => {
  document.documentElement.dataset.theme = dark.value ? "dark" : "light";
  localStorage.setItem("theme", dark.value ? "dark" : "light");
});

const marking = /^mark\/([^/]+)\//.exec(location.pathname.slice(base.length));
if (marking) void openMarks(marking[1]);
const found = /^room\/([^/]+)\//.exec(location.pathname.slice(base.length));
if (found) open(found[1]);
render(marking ? <MarkPage /> : found ? <RoomPage /> : <Home />, document.getElementById("app")!);
