using System.Globalization;
using QuantumTrader.Simulation.Nth;
using Xunit.Abstractions;

namespace QuantumTrader.Simulation;

/// <summary>
/// A stop in which exactly one operation fails: the first, the second, and so on until a stop passes without coming that far. Each ends
/// latched, flat by two readings, with nothing flipped or grown, with a receipt for what was sent and a certificate that stands.
/// SIM_NTH_PAIRS lets the next operation fail too, or the next process die as well.
/// </summary>
public sealed class EmergencyNthTests(ITestOutputHelper output)
{
    private const int OperationsMax = 5_000;

    [Theory]
    [InlineData(nameof(FaultKind.Error))]
    [InlineData(nameof(FaultKind.UnknownApplied))]
    [InlineData(nameof(FaultKind.UnknownNotApplied))]
    [InlineData(nameof(FaultKind.Hang))]
    [InlineData(nameof(FaultKind.Crash))]
    [InlineData(nameof(FaultKind.LeaseUnproven))]
    public void Stop_NthOperationFails_EndsFlatWithASoundCertificate(string kind) => FailEach(hedge: false, kind);

    [Theory]
    [InlineData(nameof(FaultKind.Error))]
    [InlineData(nameof(FaultKind.UnknownApplied))]
    [InlineData(nameof(FaultKind.UnknownNotApplied))]
    [InlineData(nameof(FaultKind.Hang))]
    [InlineData(nameof(FaultKind.Crash))]
    public void Stop_NthOperationFailsInHedgeMode_EndsFlatWithASoundCertificate(string kind) => FailEach(hedge: true, kind);

    private void FailEach(bool hedge, string kind)
    {
        var (scene, fault) = (new StopScene(hedge), Enum.Parse<FaultKind>(kind));
        var inARow = Environment.GetEnvironmentVariable("SIM_NTH_PAIRS") is { Length: > 0 } ? 2 : 1;
        var places = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failed = 0;
        for (var first = 1; ; first++)
        {
            Assert.True(first < OperationsMax, $"The stop never ends before operation {first}.");
            if (new NthRun(scene, fault, first, inARow).Play() is not { Count: > 0 } where)
            {
                break;
            }

            failed++;
            places[where[0]] = places.GetValueOrDefault(where[0]) + 1;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{failed} stops: {string.Join(", ", places.Select(p => $"{p.Value} at '{p.Key}'"))}"));
        Assert.InRange(failed, fault == FaultKind.LeaseUnproven ? 5 : 80, OperationsMax);
    }
}
