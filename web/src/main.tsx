/** Entry of the web app. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./index.css";

const root = document.getElementById("root");
if (!root) throw new Error("Expected an element with the id 'root' in index.html, found none.");

createRoot(root).render(
  <StrictMode>
    <h1 className="p-4 text-lg font-semibold">Plumbline</h1>
  </StrictMode>,
);
