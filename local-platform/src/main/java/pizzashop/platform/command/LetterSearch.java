package pizzashop.platform.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.process.PlatformException;

/** Finds a dead letter by the beginning of its id, on whichever desk it is. */
final class LetterSearch {

	private static final Pattern ID = Pattern.compile("[0-9a-f-]{4,36}");

	private final List<DeadLetterDesk> desks;

	private final Complaints complaints;

	LetterSearch(PortOffset portOffset, Complaints complaints) {
		this.desks = LetterSelection.allDesks(portOffset);
		this.complaints = complaints;
	}

	/**
	 * A letter and where it is.
	 *
	 * @param desk where
	 * @param letter all of it
	 */
	record Found(DeadLetterDesk desk, Letter letter) {
	}

	/** What can be an id, as the desks write it. */
	static String checked(String id, CommandLine command) {
		String lower = id.toLowerCase(Locale.ROOT);
		if (!ID.matcher(lower).matches()) {
			throw new ParameterException(command,
					"'" + id + "' is no id: give one of ./pizza dlq list, or its first 4 characters or more.");
		}
		return lower;
	}

	/** The one letter that begins so; none and several are complaints. */
	Optional<Found> find(String id) {
		List<Found> found = new ArrayList<>();
		boolean allAnswered = true;
		for (DeadLetterDesk desk : this.desks) {
			try {
				desk.find(id).ifPresent((letter) -> found.add(new Found(desk, letter)));
			}
			catch (PlatformException ex) {
				this.complaints.add(String.valueOf(ex.getMessage()));
				allAnswered = false;
			}
			catch (ServiceRefused ex) {
				// several on this one desk, say: whichever is meant, nobody can tell
				this.complaints.add(String.valueOf(ex.getMessage()));
				return Optional.empty();
			}
		}
		if (found.size() > 1) {
			this.complaints.add("Several dead letters begin with '" + id + "': "
					+ found.stream()
						.map((one) -> one.letter().id() + " of " + one.desk().service().processName())
						.collect(Collectors.joining(", "))
					+ ". Give more of the id.");
			return Optional.empty();
		}
		if (found.isEmpty()) {
			this.complaints.add("No dead letter begins with '" + id + "'"
					+ (allAnswered ? "." : ", as far as the services answered."));
		}
		return found.stream().findFirst();
	}

}
