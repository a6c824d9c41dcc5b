package pizzashop.systemtests.saga;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is on its way to one service.
 *
 * @param outbox committed by its sender and not published yet, the oldest first
 * @param topic published and not delivered yet, the oldest first
 * @param deadLetters given up, to be redriven at any time or never
 * @param delivered processed: may come again at any time, however late
 */
record Mailbag(List<Message> outbox, List<Message> topic, Set<Message> deadLetters, Set<Message> delivered) {

	static final Mailbag EMPTY = new Mailbag(List.of(), List.of(), Set.of(), Set.of());

	Mailbag send(Message message) {
		return new Mailbag(with(this.outbox, message), this.topic, this.deadLetters, this.delivered);
	}

	/** The relay keeps the order. */
	Mailbag publish() {
		return new Mailbag(withoutFirst(this.outbox), with(this.topic, this.outbox.getFirst()), this.deadLetters,
				this.delivered);
	}

	Mailbag deliver() {
		return new Mailbag(this.outbox, withoutFirst(this.topic), this.deadLetters,
				with(this.delivered, this.topic.getFirst()));
	}

	Mailbag giveUp() {
		return new Mailbag(this.outbox, withoutFirst(this.topic), with(this.deadLetters, this.topic.getFirst()),
				this.delivered);
	}

	Mailbag redrive(Message message) {
		Set<Message> rest = EnumSet.copyOf(this.deadLetters);
		rest.remove(message);
		return new Mailbag(this.outbox, this.topic, Set.copyOf(rest), with(this.delivered, message));
	}

	private static List<Message> with(List<Message> messages, Message message) {
		List<Message> more = new ArrayList<>(messages);
		more.add(message);
		return List.copyOf(more);
	}

	private static List<Message> withoutFirst(List<Message> messages) {
		return List.copyOf(messages.subList(1, messages.size()));
	}

	private static Set<Message> with(Set<Message> messages, Message message) {
		Set<Message> more = EnumSet.of(message);
		more.addAll(messages);
		return Set.copyOf(more);
	}

}
