using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>What became of an intent.</summary>
public abstract record ExecutionResult
{
    private ExecutionResult()
    {
    }

    public sealed record Denied(DenialSet Denials) : ExecutionResult
    {
        /// <summary>Not now, because another process may lead; what was asked for may be sound.</summary>
        public bool IsForLease => (Denials & DenialSet.Standby) != DenialSet.None;
    }

    /// <summary>It waited too long and was never sent.</summary>
    public sealed record Dropped(TimeSpan Age) : ExecutionResult;

    public sealed record Accepted(long VenueOrderId) : ExecutionResult;

    /// <summary>Sent, but the disk hangs, so that the book does not know of it yet; asked for again it is not sent twice.</summary>
    public sealed record Unrecorded : ExecutionResult;

    public sealed record Rejected(int VenueCode, string VenueText) : ExecutionResult
    {
        /// <inheritdoc cref="VenueCodes.IsKeptByOpenOrders"/>
        public bool IsForOpenOrders => VenueCodes.IsKeptByOpenOrders(VenueCode);
    }

    public sealed record Unknown(string Cause) : ExecutionResult;
}
