namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Why a line of <see cref="ManualCloseList"/> asks for nothing any more.</summary>
public enum ManualCloseEnd
{
    /// <summary>The venue told that the position is gone.</summary>
    Gone,

    /// <summary>The venue takes closes from here again; the position is there as far as is known.</summary>
    Released,
}
