using QuantumTrader.Domain.Risk;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Risk;

public class RiskGateAllocationTests
{
    [Fact]
    public void Check_AllowedAndDenied_AllocatesNothing()
    {
        var (entry, allowing, denying) = (Given.Entry, Given.Inputs, Given.Inputs with { IsLeader = false });

        Assert.Equal(0, Allocations.Least(() => Run(entry, allowing, denying)));
        Assert.Equal(DenialSet.Standby, Run(entry, allowing, denying));
    }

    private static DenialSet Run(in Domain.Execution.OrderIntent entry, in RiskInputs allowing, in RiskInputs denying)
    {
        var seen = DenialSet.None;
        for (var i = 0; i < 200; i++)
        {
            seen |= RiskGate.Check(entry, allowing) | RiskGate.Check(entry, denying);
        }

        return seen;
    }
}
