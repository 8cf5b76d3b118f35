using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Who uses this screen or sent this request, asked anew for every action: a session may have ended since the last one.</summary>
public interface ICallerSource
{
    /// <summary>Never null: <see cref="Caller.Anonymous"/> when there is no session or it is over.</summary>
    ValueTask<Caller> CurrentAsync();
}
