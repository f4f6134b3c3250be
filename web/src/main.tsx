/** Entry of the web app. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "@/app/providers";
import { createAppRouter } from "@/app/router";
import { applyTheme, watchSystemTheme } from "@/lib/theme";
import "./index.css";

const root = document.getElementById("root");
if (!root) throw new Error("Expected an element with the id 'root' in index.html, found none.");

applyTheme();
watchSystemTheme();
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
