using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Unit.Risk;

public class RiskGateAllocationTests
{
    [Fact]
    public void Check_AllowedAndDenied_AllocatesNothing()
    {
        var (entry, allowing, denying) = (Given.Entry, Given.Inputs, Given.Inputs with { IsLeader = false });
        Run(entry, allowing, denying); // Compiled before it is measured.

        var before = GC.GetAllocatedBytesForCurrentThread();
        var seen = Run(entry, allowing, denying);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(DenialSet.Standby, seen);
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
