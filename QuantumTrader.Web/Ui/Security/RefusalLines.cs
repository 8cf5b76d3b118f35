using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Api.Callers;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>How many refusals of strangers are logged: a flood of them must not push everything else out of the log. Thread-safe.</summary>
internal sealed class RefusalLines(TimeProvider time)
{
    /// <summary>At once for each address, and again over a minute.</summary>
    public const int PerMinute = 20;

    private readonly TokenBuckets _lines = new(PerMinute, PerMinute / 60.0, time);

    public bool MayWrite(string? address) => _lines.TryTake(AddressKey.Of(address), out _);
}
