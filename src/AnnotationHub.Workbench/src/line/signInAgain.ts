/** The account that the browser's cookie stands for now; null where nobody is signed in. Throws where the server does not say, as a proxy does while it restarts. */
export async function signedInUser(): Promise<{ readonly id: string } | null> {
  const answer = await fetch("/api/v1/me", { credentials: "same-origin", cache: "no-store" });
  if (answer.ok) return (await answer.json()) as { id: string };
  if (answer.status === 401 || answer.status === 403) return null;
  throw new Error(`Who is signed in is not known: ${answer.status}.`);
}

/**
 * A session that has expired is renewed where the person sits: by the sign-in page's own form, sent from here, so that its rules (locks,
 * limits, messages) hold. The account stays the one whose queue this window holds.
 */
export class SignInAgain {
  private readonly fault: HTMLElement;
  private readonly password: HTMLInputElement;
  private readonly button: HTMLButtonElement;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly userId: string,
    private readonly otherFault: string,
    private readonly onSignedIn: () => void,
  ) {
    this.fault = form.querySelector("[data-fault]") as HTMLElement;
    this.password = form.elements.namedItem("password") as HTMLInputElement;
    this.button = form.querySelector("button") as HTMLButtonElement;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
  }

  private async send(): Promise<void> {
    this.fault.textContent = "";
    this.button.disabled = true;
    try {
      const told = await this.post();
      if ((await signedInUser())?.id === this.userId) this.onSignedIn();
      else this.fault.textContent = told ?? this.otherFault;
      this.password.value = "";
    } catch {
      this.fault.textContent = this.otherFault;
    } finally {
      this.button.disabled = false;
    }
  }

  // What the page says against it; null where it says nothing.
  private async post(): Promise<string | null> {
    const page = parse(await (await fetch("/sign-in", { cache: "no-store" })).text());
    const token = page.querySelector<HTMLInputElement>("main input[name=__RequestVerificationToken]");
    // Somebody signed in meanwhile, in another window.
    if (!token) return null;
    const body = new FormData(this.form);
    body.set(token.name, token.value);
    const answer = await fetch("/sign-in", { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect") return null;
    return (
      parse(await answer.text())
        .querySelector("[role=alert]")
        ?.textContent?.trim() ?? null
    );
  }
}

const parse = (html: string): Document => new DOMParser().parseFromString(html, "text/html");
