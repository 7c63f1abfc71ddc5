namespace AnnotationHub.Domain.Landmarks.Shapes;

/// <summary>The two operations on small symmetric matrices that shapes need; of a matrix only the lower triangle is read.</summary>
internal static class SymmetricMatrix
{
    private const int MaxSweeps = 60;

    /// <summary>The x of A·x = <paramref name="right"/> for a positive definite A, by Cholesky's decomposition; A is overwritten.</summary>
    /// <exception cref="ArgumentException">A is not positive definite.</exception>
    public static double[] Solve(double[,] a, double[] right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= a[i, k] * a[j, k];
                if (i != j)
                    a[i, j] = sum / a[j, j];
                else if (sum > 0)
                    a[i, i] = Math.Sqrt(sum);
                else
                    throw new ArgumentException($"Not positive definite: pivot {i} is {sum}.", nameof(a));
            }
        }

        var x = new double[n];
        for (var i = 0; i < n; i++)
        {
            var sum = right[i];
            for (var k = 0; k < i; k++)
                sum -= a[i, k] * x[k];
            x[i] = sum / a[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var k = i + 1; k < n; k++)
                sum -= a[k, i] * x[k];
            x[i] = sum / a[i, i];
        }

        return x;
    }

    /// <summary>
    /// Eigenvalues, largest first, each with its unit vector, by Jacobi's cyclic rotations (Golub and Van Loan, Matrix Computations, 4th ed.,
    /// section 8.5). A vector's sign is such that its largest component is positive.
    /// </summary>
    public static (double Value, double[] Vector)[] Eigen(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (a, v) = (new double[n, n], new double[n, n]);
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (var j = 0; j <= i; j++)
                a[i, j] = a[j, i] = matrix[i, j];
        }

        for (var sweep = 0; sweep < MaxSweeps && OffDiagonal(a) > 1e-22 * Diagonal(a); sweep++)
        {
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, v, p, q);
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => (a[i, i], Column(v, i))).OrderByDescending(e => e.Item1)];
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        if (a[p, q] == 0)
            return;
        var n = a.GetLength(0);
        var tau = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (tau >= 0 ? 1 : -1) / (Math.Abs(tau) + Math.Sqrt(1 + (tau * tau)));
        var c = 1 / Math.Sqrt(1 + (t * t));
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }

        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
    }

    private static double OffDiagonal(double[,] a)
    {
        double sum = 0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
                sum += a[i, j] * a[i, j];
        }

        return sum;
    }

    /// <summary>The sum of the squared diagonal.</summary>
    private static double Diagonal(double[,] a)
    {
        double sum = 0;
        for (var i = 0; i < a.GetLength(0); i++)
            sum += a[i, i] * a[i, i];
        return sum;
    }

    private static double[] Column(double[,] v, int i)
    {
        var column = new double[v.GetLength(0)];
        for (var k = 0; k < column.Length; k++)
            column[k] = v[k, i];
        var largest = column.MaxBy(Math.Abs);
        return largest < 0 ? [.. column.Select(c => -c)] : column;
    }
}
