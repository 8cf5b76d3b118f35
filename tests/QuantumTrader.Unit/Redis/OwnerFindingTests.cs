using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Unit.Redis;

public sealed class OwnerFindingTests
{
    private const string Ours = "quantumtrader:main:11111111-1111-1111-1111-111111111111";
    private const string Other = "quantumtrader:main:22222222-2222-2222-2222-222222222222";

    [Theory]
    [InlineData(Ours, Ours, true, nameof(OwnerVerdict.Ours))]
    [InlineData(Ours, null, true, nameof(OwnerVerdict.Adopt))]
    [InlineData(null, null, false, nameof(OwnerVerdict.ClaimFirst))]
    [InlineData(null, null, true, nameof(OwnerVerdict.Refused))]
    [InlineData(null, Ours, false, nameof(OwnerVerdict.Refused))]
    [InlineData(null, Ours, true, nameof(OwnerVerdict.Refused))]
    [InlineData(Other, Ours, true, nameof(OwnerVerdict.Refused))]
    [InlineData(Ours, "", true, nameof(OwnerVerdict.Refused))]
    [InlineData("", null, true, nameof(OwnerVerdict.Refused))]
    [InlineData("quantumtrader:main:no-id", null, true, nameof(OwnerVerdict.Refused))]
    [InlineData("quantumtrader:other:11111111-1111-1111-1111-111111111111", null, true, nameof(OwnerVerdict.Refused))]
    public void Finding_OfKeyAndFile_IsAsWritten(string? inStore, string? remembered, bool holdsKeys, string verdict)
    {
        var finding = OwnerFinding.Of("main", inStore, remembered, holdsKeys);

        Assert.Equal(verdict, finding.Verdict.ToString());
        Assert.Equal(verdict == nameof(OwnerVerdict.Refused), finding.Cause is not null);
    }
}
