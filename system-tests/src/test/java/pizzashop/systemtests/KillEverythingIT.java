package pizzashop.systemtests;

import java.util.List;

import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.process.ChildProcess;
import pizzashop.systemtests.load.ConfirmedOrder;
import pizzashop.systemtests.load.Load;
import pizzashop.systemtests.load.PersistentCustomers;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class KillEverythingIT {

	private final RunningShop shop = RunningShop.get();

	private final Form form = Form.current();

	@Test
	void nothingIsLostDoubledOrStuckWhateverIsKilledUnderLoad() {
		PersistentCustomers customers = new PersistentCustomers("kill", this.shop.balancerOf(Service.ORDER));
		int kills = 0;
		try (Load load = Load.start(this.form.ordersPerSecond(), customers::place)) {
			for (int round = 0; round < this.form.killsOfEach(); round++) {
				for (ChildProcess process : this.shop.processes(this.form.instancesOfEach())) {
					killAndStart(process);
					kills++;
				}
			}
			await().atMost(ofMinutes(5)).until(() -> customers.came() >= this.form.leastOrders());
			load.finish(ofMinutes(1));
		}
		List<ConfirmedOrder> orders = customers.confirmed();
		Told.line("All of " + Told.number(orders.size()) + " customers have their answer; before it they heard "
				+ customers.unanswered());

		CheckResult result = this.shop.check(orders);
		Told.line("Killed " + kills + " processes under " + Told.number(orders.size()) + " orders: " + result.lost()
				+ " lost, " + result.doubled() + " doubled, " + result.stuck() + " stuck, " + result.others()
				+ " other findings, " + result.sentAgain() + " mails sent again");

		assertThat(orders).hasSize(customers.came());
		assertThat(result).matches(CheckResult::holds);
	}

	private static void killAndStart(ChildProcess process) {
		process.kill();
		long killed = System.nanoTime();
		Told.line("Killed " + process.name());
		process.start();
		Told.line(process.name() + " is back after " + Told.since(killed));
	}

}
