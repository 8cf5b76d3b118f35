namespace QuantumTrader.Integration.Hosting;

/// <summary>A test that mounts a small disk. Where that is not possible it is skipped with the reason, and fails with it under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (SmallDisk.Refusal() is { } refusal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"No full disk could be tried: {refusal}.";
        }
    }
}
