namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>A test on the venue's example messages beside the project; skipped, with the reason, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExampleMessagesFactAttribute : FactAttribute
{
    public ExampleMessagesFactAttribute()
    {
        if (ExampleMessages.Folder is null)
        {
            Skip = "No ../shared/data/binance beside the project.";
        }
    }
}
