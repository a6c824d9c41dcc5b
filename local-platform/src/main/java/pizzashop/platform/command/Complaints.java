package pizzashop.platform.command;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.letters.Visible;
import pizzashop.platform.process.PlatformException;

/**
 * What went wrong with one of several, while the others went on; each is told once, at
 * the end.
 */
final class Complaints {

	private final Set<String> complaints = new LinkedHashSet<>();

	/** Asks a service; without an answer there is a complaint. */
	<T> Optional<T> ask(Supplier<T> question) {
		try {
			return Optional.of(question.get());
		}
		catch (PlatformException | ServiceRefused ex) {
			add(String.valueOf(ex.getMessage()));
			return Optional.empty();
		}
	}

	void add(String complaint) {
		this.complaints.add(complaint);
	}

	/** Tells all of them, beside what the command prints. */
	int exitCode(Terminal terminal) {
		for (String complaint : this.complaints) {
			Visible.lines(complaint).forEach((line) -> System.err.println(terminal.bad(line)));
		}
		return this.complaints.isEmpty() ? 0 : 1;
	}

}
