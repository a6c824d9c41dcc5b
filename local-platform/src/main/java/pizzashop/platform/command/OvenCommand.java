package pizzashop.platform.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pizzashop.platform.Service;
import pizzashop.platform.letters.LocalTime;
import pizzashop.platform.operator.Oven;

/** Breaks the kitchen's oven, and mends it. */
@Command(name = "oven", description = { "Say how the kitchen's oven is, jam it or repair it.",
		"While it is jammed, the kitchen tries each order again and again for some seconds, then gives it up as a dead letter." },
		footer = { "", "For example:", "  ./pizza oven jam", "  ./pizza order Margherita", "  ./pizza dlq list",
				"  ./pizza oven repair", "  ./pizza dlq redrive --all --service kitchen" })
final class OvenCommand implements Callable<Integer> {

	@Mixin
	private final PortOffset portOffset = new PortOffset();

	private final Terminal terminal = new Terminal();

	@Override
	public Integer call() {
		Oven.State state = oven(this.portOffset).state();
		String since = state.since().isEmpty() ? "." : ", since " + LocalTime.seconds(state.since()) + ".";
		this.terminal.say((state.isJammed() ? "The oven is jammed" : "The oven works") + since);
		return 0;
	}

	@Command(name = "jam", description = "Jam the oven: from now on nothing is cooked.")
	int jam(@Mixin PortOffset offset) {
		oven(offset).jam();
		this.terminal.say("The oven is jammed. Try:");
		this.terminal.say("  ./pizza order Margherita" + offset.asArgument());
		this.terminal.say("  ./pizza dlq list" + offset.asArgument());
		this.terminal.say("  ./pizza oven repair" + offset.asArgument());
		return 0;
	}

	@Command(name = "repair", description = "Repair the oven.")
	int repair(@Mixin PortOffset offset) {
		oven(offset).repair();
		this.terminal.say("The oven works. What the kitchen gave up meanwhile is cooked by:");
		this.terminal.say("  ./pizza dlq redrive --all --service kitchen" + offset.asArgument());
		return 0;
	}

	private static Oven oven(PortOffset offset) {
		return new Oven(offset.managementOf(Service.KITCHEN));
	}

}
