package pizzashop.benchmarks.scenario;

import java.util.List;

import pizzashop.benchmarks.report.Section;

/** Something that is measured on a fresh system. */
public interface Scenario {

	/** How it is called on the command line. */
	String id();

	/**
	 * Measures it.
	 * @throws pizzashop.platform.process.PlatformException when something does not start
	 * or end as it should
	 */
	List<Section> measure(Bench bench);

}
